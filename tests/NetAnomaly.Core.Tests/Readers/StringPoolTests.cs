using NetAnomaly.Flows;

namespace NetAnomaly.Core.Tests.Readers;

public sealed class StringPoolTests
{
    [Fact]
    public void Equal_texts_are_one_object_at_any_length()
    {
        var pool = new StringPool();
        foreach (var text in Texts())
        {
            var shared = pool.Share(text);
            Assert.Equal(text, shared);
            Assert.Same(shared, pool.Share(string.Concat(text.AsSpan(0, 1), text.AsSpan(1))));
        }
    }

    [Fact]
    public void Texts_that_differ_by_a_character_or_by_their_length_stay_apart()
    {
        var pool = new StringPool();
        string[] texts = [.. Texts().Distinct(StringComparer.Ordinal)];
        Assert.All(texts, text => Assert.Equal(text, pool.Share(text)));
        Assert.All(texts, text => Assert.Equal(text, pool.Share(text)));
    }

    [Theory]
    [InlineData("10.0.0.1")]
    [InlineData("TCP")]
    [InlineData("ö")]
    [InlineData("2001:0DB8:0000:0000:0000:0000:0000:0001")]
    public void The_canonical_form_is_made_once_for_each_text(string text)
    {
        var pool = new StringPool();
        var made = 0;
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(text.ToUpperInvariant() + "!", pool.Share(text, raw =>
            {
                made++;
                return raw.ToString().ToUpperInvariant() + "!";
            }));
        }

        Assert.Equal(1, made);
    }

    [Fact]
    public void A_full_pool_starts_again_and_still_gives_every_text()
    {
        var pool = new StringPool();
        for (var i = 0; i < StringPool.Capacity + 1000; i++)
        {
            var text = i.ToString(System.Globalization.CultureInfo.InvariantCulture);
            Assert.Equal(text, pool.Share(text));
        }
    }

    [Fact]
    public void Several_threads_are_given_the_same_objects()
    {
        var pool = new StringPool();
        var taken = new string[4][];
        Parallel.For(0, taken.Length, thread => taken[thread] =
        [
            .. Enumerable.Range(0, 20_000)
                .Select(i => pool.Share(string.Create(
                    System.Globalization.CultureInfo.InvariantCulture, $"10.0.{i / 250}.{i % 250}"))),
        ]);
        for (var i = 0; i < taken[0].Length; i++)
            Assert.All(taken, texts => Assert.Same(taken[0][i], texts[i]));
    }

    // Every length about the borders of the forms of keys, each character changed to ASCII and to what is none.
    private static IEnumerable<string> Texts()
    {
        const string digits = "0123456789abcdefghijklmnopqrstuv";
        for (var length = 1; length <= digits.Length; length++)
        {
            yield return digits[..length];
            for (var at = 0; at < length; at++)
            {
                foreach (var c in "x\0\u007f\u0080\u00ffĀ\u0131\uffff")
                {
                    yield return string.Concat(
                        digits.AsSpan(0, at), c.ToString(), digits.AsSpan(at + 1, length - at - 1));
                }
            }
        }
    }
}
