using System.Text.Json;
using NetAnomaly.Core.Engines.SelfTests;
using NetAnomaly.Core.Tests.Support;

namespace NetAnomaly.Core.Tests.Engines.SelfTests;

public sealed class SelfTestMemoryTests : IDisposable
{
    private const string Key = "this processor, this pack";

    private readonly ScratchFolder folder = new();

    private static SelfTestRecord Record =>
        new(Key, InstructionSets.All, [KnownAnswers.Right(), KnownAnswers.Wrong(error: double.NaN)]);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void What_is_written_is_read_with_numbers_that_are_none()
    {
        var memory = new SelfTestMemory([folder.File("a")]);
        memory.Write(Record);
        var read = memory.Read(Key)!;

        Assert.Equal(Record.Limit, read.Limit);
        Assert.Equal(Cases(Record), Cases(read));
        Assert.Single(Directory.GetFiles(folder.File("a")));
    }

    private static IEnumerable<SelfTestCase> Cases(SelfTestRecord record) =>
        record.Results.SelectMany(result => result.Cases);

    [Fact]
    public void Of_another_processor_or_pack_nothing_is_known()
    {
        var memory = new SelfTestMemory([folder.File("a")]);
        memory.Write(Record);

        Assert.Null(memory.Read("another"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{")]
    [InlineData("{ \"Key\": 5 }")]
    [InlineData("{ \"Key\": \"this processor, this pack\", \"Limit\": \"DEFAULT\", \"Results\": \"[]\" }")]
    [InlineData("{ \"Key\": \"this processor, this pack\", \"Limit\": \"DEFAULT\", \"Results\": \"[{}]\" }")]
    public void A_damaged_file_is_as_good_as_none_and_is_replaced(string content)
    {
        var memory = new SelfTestMemory([folder.File("a")]);
        memory.Write(Record);
        File.WriteAllText(Directory.GetFiles(folder.File("a"))[0], content);

        Assert.Null(memory.Read(Key));
        memory.Write(Record);
        Assert.NotNull(memory.Read(Key));
    }

    [Fact]
    public void A_limit_that_is_none_of_ours_is_never_taken()
    {
        var memory = new SelfTestMemory([folder.File("a")]);
        memory.Write(Record with { Limit = "ANYTHING" });

        Assert.Null(memory.Read(Key));
    }

    [Fact]
    public void A_file_of_another_key_under_this_name_is_not_taken()
    {
        var memory = new SelfTestMemory([folder.File("a")]);
        memory.Write(Record);
        var path = Directory.GetFiles(folder.File("a"))[0];
        var text = File.ReadAllText(path);
        File.WriteAllText(path, text.Replace(JsonSerializer.Serialize(Key), "\"another\"", StringComparison.Ordinal));

        Assert.Null(memory.Read(Key));
    }

    [Fact]
    public void Where_the_first_folder_cannot_be_written_the_next_is_taken_and_where_none_can_nothing_happens()
    {
        var blocked = folder.File("file");
        File.WriteAllText(blocked, "");

        new SelfTestMemory([blocked]).Write(Record);
        var memory = new SelfTestMemory([blocked, folder.File("b")]);
        memory.Write(Record);

        Assert.NotNull(memory.Read(Key));
        Assert.Null(new SelfTestMemory([blocked]).Read(Key));
    }

    [Fact]
    public void The_newest_is_read()
    {
        new SelfTestMemory([folder.File("a")]).Write(Record);
        new SelfTestMemory([folder.File("b")]).Write(Record with { Limit = null });
        File.SetLastWriteTimeUtc(Directory.GetFiles(folder.File("a"))[0], DateTime.UtcNow.AddMinutes(-1));

        Assert.Null(new SelfTestMemory([folder.File("a"), folder.File("b")]).Read(Key)!.Limit);
    }
}
