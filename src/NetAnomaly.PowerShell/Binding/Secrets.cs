using System.Management.Automation;
using System.Net;
using System.Security;
using NetAnomaly.Operations.Delivery;

namespace NetAnomaly.PowerShell.Binding;

/// <summary>Secrets by name, from the module SecretManagement where it is installed.</summary>
internal static class Secrets
{
    private const string Command = "Get-Secret";
    private const string Script =
        "param($Name, $Vault) if ($Vault) { Get-Secret -Name $Name -Vault $Vault -ErrorAction Stop } "
            + "else { Get-Secret -Name $Name -ErrorAction Stop }";

    /// <summary>A secret.</summary>
    /// <exception cref="DeliveryException">It cannot be had.</exception>
    public static object? Get(PSCmdlet cmdlet, string name, string? vault)
    {
        if (cmdlet.InvokeCommand.GetCommand(Command, CommandTypes.Cmdlet | CommandTypes.Function) is null)
        {
            throw new DeliveryException(
                $"The secret '{name}' cannot be had: the module Microsoft.PowerShell.SecretManagement is not "
                    + "installed.",
                canRetry: false);
        }

        try
        {
            var found = cmdlet.InvokeCommand.InvokeScript(Script, name, vault!);
            return found.Count == 1 ? found[0]?.BaseObject : null;
        }
        catch (RuntimeException cause) when (cause is not PipelineStoppedException)
        {
            throw new DeliveryException($"The secret '{name}' cannot be had: {cause.Message}", canRetry: false, cause);
        }
    }

    /// <summary>A secret that is a name and a password.</summary>
    /// <exception cref="DeliveryException">It cannot be had, or is something else.</exception>
    public static NetworkCredential Credential(PSCmdlet cmdlet, string name, string? vault) =>
        Get(cmdlet, name, vault) is PSCredential credential ? credential.GetNetworkCredential() : throw Unusable(name);

    /// <summary>A token, as targets take it.</summary>
    public static NetworkCredential Token(SecureString token) => new("", token);

    /// <summary>A secret is of a kind that is not taken here.</summary>
    public static DeliveryException Unusable(string name) => new(
        $"The secret '{name}' is of a kind that cannot be used here: keep a credential, or for webhooks a secure "
            + "string.",
        canRetry: false);
}
