namespace NetAnomaly.Operations.Delivery;

/// <summary>Makes targets.</summary>
internal static class AlertTargets
{
    /// <summary>The target that options describe. Nothing is connected yet.</summary>
    /// <exception cref="DeliveryException">The options cannot be used.</exception>
    public static IAlertTarget Create(AlertTargetOptions options) => options switch
    {
        SyslogTargetOptions syslog => new SyslogTarget(syslog),
        WebhookTargetOptions webhook => new WebhookTarget(webhook),
        MailTargetOptions mail => new MailTarget(mail),
        DirectoryTargetOptions directory => new DirectoryTarget(directory),
        EventLogTargetOptions => new EventLogTarget(),
        _ => throw new ArgumentOutOfRangeException(nameof(options), options, "There is no such target."),
    };
}
