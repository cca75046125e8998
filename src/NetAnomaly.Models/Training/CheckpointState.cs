namespace NetAnomaly.Models.Training;

/// <summary>Where a training stands, save for its tensors.</summary>
internal sealed record CheckpointState
{
    /// <summary>What is trained on what, how: a checkpoint of another training is refused.</summary>
    public required string Identity { get; init; }

    /// <summary>The epoch in work, from 1.</summary>
    public int Epoch { get; set; } = 1;

    /// <summary>The next batch of that epoch, from 0.</summary>
    public int Batch { get; set; }

    /// <summary>Steps taken in all.</summary>
    public long Steps { get; set; }

    /// <summary>Losses and guesses of the epoch in work.</summary>
    public double[] Tally { get; set; } = [];

    /// <summary>Time spent on the epoch in work.</summary>
    public TimeSpan Spent { get; set; }

    /// <summary>The epochs that have ended.</summary>
    public List<TrainingEpoch> History { get; init; } = [];

    /// <summary>The best of them; 0 where there is none.</summary>
    public int BestEpoch { get; set; }

    /// <summary>What it has least of: the validation loss, or what the training judges by.</summary>
    public double BestCost { get; set; } = double.PositiveInfinity;
}
