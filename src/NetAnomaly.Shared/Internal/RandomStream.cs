namespace NetAnomaly.Internal;

/// <summary>What a random stream is for. The numbers are part of the seed: never change or reuse one.</summary>
internal enum RandomStream
{
    Plan = 0,
    NewSites = 1,
    WorkDay = 2,
    Habits = 3,
    Browsing = 10,
    Office = 11,
    Machine = 12,
    Server = 13,
    Monitoring = 14,
    Backup = 15,
    Device = 16,
    Guest = 17,
    Remote = 18,
    Visitors = 19,
    Attack = 30,
    AttackPlan = 31,
    Forest = 50,
    References = 51,
    WordVectors = 52,
}
