using NetAnomaly.Core.Engines.SelfTests;
using NetAnomaly.Core.Tests.Support;

namespace NetAnomaly.Core.Tests.Engines.SelfTests;

public sealed class InstructionSetSearchTests : IDisposable
{
    private const string Key = "this processor, this pack";

    private static readonly SelfTestResult WrongHalf = KnownAnswers.Wrong(precision: EnginePrecision.BFloat16);
    private static readonly SelfTestAnswer AllWrong = new([KnownAnswers.Wrong(), WrongHalf]);
    private static readonly SelfTestAnswer HalfWrong = new([KnownAnswers.Right(), WrongHalf]);

    private readonly ScratchFolder folder = new();

    private SelfTestMemory Memory => new([folder.File("memory")]);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void An_engine_that_answers_rightly_is_not_limited_and_asked_once()
    {
        var process = new KnownAnswers.Process();

        Assert.Equal(InstructionSets.All, Find(process)!.Limit);
        Assert.Equal([InstructionSets.All], process.Limits);
    }

    [Fact]
    public void An_engine_that_answers_wrongly_is_limited_step_by_step_until_it_answers_rightly()
    {
        SkipWithoutSteps();
        var process = new KnownAnswers.Process(AllWrong, AllWrong);

        Assert.Equal(InstructionSets.Descending[2], Find(process)!.Limit);
        Assert.Equal(InstructionSets.Descending.Take(3), process.Limits);
    }

    [Fact]
    public void An_engine_whose_process_crashes_is_limited_further()
    {
        SkipWithoutSteps();

        var process = new KnownAnswers.Process(new SelfTestAnswer(null, Crashed: true));

        Assert.Equal(InstructionSets.Descending[1], Find(process)!.Limit);
    }

    [Fact]
    public void An_engine_that_answers_wrongly_with_every_limit_has_none_and_is_remembered_so()
    {
        var process = new KnownAnswers.Process([.. Enumerable.Repeat(AllWrong, 9)]);

        Assert.Null(Find(process)!.Limit);
        Assert.Null(Find(process)!.Limit);
        Assert.Equal(InstructionSets.Descending, process.Limits);
    }

    [Fact]
    public void What_is_wrong_in_bfloat16_alone_with_every_limit_forbids_nothing()
    {
        var found = Find(new KnownAnswers.Process([.. Enumerable.Repeat(HalfWrong, 9)]))!;

        Assert.Equal(InstructionSets.All, found.Limit);
        Assert.False(found.Results[1].Passed);
    }

    [Fact]
    public void A_limit_with_which_bfloat16_is_right_too_is_better()
    {
        SkipWithoutSteps();

        Assert.Equal(InstructionSets.Descending[1], Find(new KnownAnswers.Process(HalfWrong))!.Limit);
    }

    [Fact]
    public void A_process_that_says_nothing_is_not_asked_with_other_limits_and_nothing_is_known()
    {
        var process = new KnownAnswers.Process(new SelfTestAnswer(null));

        Assert.Null(Find(process));
        Assert.Single(process.Limits);
        Assert.Null(Memory.Read(Key));
    }

    [Fact]
    public void Without_a_process_only_what_is_remembered_is_known()
    {
        Assert.Null(Find(null));
        Find(new KnownAnswers.Process());

        Assert.Equal(InstructionSets.All, Find(null)!.Limit);
    }

    [Fact]
    public void What_was_found_is_not_asked_again_but_on_request()
    {
        Find(new KnownAnswers.Process());
        KnownAnswers.Process later = new(), renewing = new();
        Find(later);
        new InstructionSetSearch(Memory, renewing).Find(Key, renew: true);

        Assert.Empty(later.Limits);
        Assert.Single(renewing.Limits);
    }

    [Fact]
    public void The_key_names_the_processor_and_is_the_same_each_time()
    {
        Assert.Contains(ProcessorIdentity.Current, InstructionSetSearch.Key("x"), StringComparison.Ordinal);
        Assert.Equal(InstructionSetSearch.Key("x"), InstructionSetSearch.Key("x"));
        Assert.NotEqual(InstructionSetSearch.Key("x"), InstructionSetSearch.Key("y"));
    }

    private SelfTestRecord? Find(ISelfTestProcess? process) =>
        new InstructionSetSearch(Memory, process).Find(Key, renew: false);

    private static void SkipWithoutSteps() =>
        Assert.SkipWhen(InstructionSets.Descending.Count < 3, "this processor has too few instruction sets to limit");
}
