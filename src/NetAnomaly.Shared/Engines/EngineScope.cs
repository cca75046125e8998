namespace NetAnomaly;

/// <summary>For whom an engine pack is installed.</summary>
public enum EngineScope
{
    /// <summary>The user who installs it.</summary>
    CurrentUser,

    /// <summary>Every user of the machine.</summary>
    AllUsers,

    /// <summary>All users of this copy of the module: the pack lies in its folder.</summary>
    Module,
}
