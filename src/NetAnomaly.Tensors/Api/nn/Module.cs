using System.Reflection;
using NetAnomaly.Tensors.Modules;

namespace NetAnomaly.Tensors;

public static partial class torch
{
    /// <summary>Building blocks of models.</summary>
    public static partial class nn
    {
        /// <summary>
        /// A part of a model: parameters, buffers and further parts, named by the fields that hold them. A subclass
        /// calls <see cref="RegisterComponents"/> at the end of its constructor.
        /// </summary>
        public class Module : IDisposable
        {
            private readonly List<(string Name, Module Module)> _children = [];
            private readonly List<(string Name, Parameter Parameter)> _parameters = [];
            private readonly List<(string Name, Tensor Buffer, bool Persistent)> _buffers = [];
            private readonly string _name;
            private bool _registered;
            private KnownParameters? _known;

            // How often any module has been given a parameter or a part: a list of parameters holds until it changes.
            private static long _allRegistered;

            /// <summary>A module with a name for messages.</summary>
            protected Module(string name) => _name = name;

            /// <summary>Whether dropout drops and batch statistics are gathered.</summary>
            public virtual bool training { get; private set; } = true;

            /// <summary>Switches this module and all its parts to training, or back.</summary>
            public virtual void train(bool train = true)
            {
                training = train;
                foreach (var (_, module) in _children)
                    module.train(train);
            }

            /// <summary>Switches this module and all its parts to evaluation.</summary>
            public virtual void eval() => train(false);

            /// <summary>Forgets the gradients of all parameters.</summary>
            public virtual void zero_grad(bool set_to_none = true)
            {
                var all = KnownOfAll();
                for (var i = 0; i < all.Count; i++)
                    all[i].ClearGradient();
            }

            /// <summary>
            /// Parameters with dotted names: own first, then those of the parts; each parameter once.
            /// </summary>
            public virtual IEnumerable<(string name, Parameter parameter)> named_parameters(bool recurse = true)
            {
                var seen = new HashSet<Parameter>(ReferenceEqualityComparer.Instance);
                foreach (var (name, parameter) in AllParameters(recurse))
                {
                    if (seen.Add(parameter))
                        yield return (name, parameter);
                }
            }

            /// <summary>Parameters: own first, then those of the parts.</summary>
            public virtual IEnumerable<Parameter> parameters(bool recurse = true) =>
                recurse ? KnownOfAll() : named_parameters(recurse).Select(p => p.parameter);

            /// <summary>Buffers with dotted names.</summary>
            public virtual IEnumerable<(string name, Tensor buffer)> named_buffers(
                bool recurse = true, bool include_nonpersistent = true)
            {
                foreach (var (name, buffer, persistent) in _buffers)
                {
                    if (persistent || include_nonpersistent)
                        yield return (name, buffer);
                }
                if (!recurse)
                    yield break;
                foreach (var (name, module) in _children)
                {
                    foreach (var (inner, buffer) in module.named_buffers(recurse, include_nonpersistent))
                        yield return ($"{name}.{inner}", buffer);
                }
            }

            /// <summary>
            /// Parameters and persistent buffers by PyTorch's key names; the tensors themselves, not copies.
            /// </summary>
            public virtual Dictionary<string, Tensor> state_dict(
                Dictionary<string, Tensor>? destination = null, string? prefix = null)
            {
                destination ??= [];
                var start = string.IsNullOrEmpty(prefix) ? "" : prefix + ".";
                foreach (var (name, parameter) in AllParameters(recurse: true))
                    destination.TryAdd(start + name, parameter);
                foreach (var (name, buffer) in named_buffers(include_nonpersistent: false))
                    destination.TryAdd(start + name, buffer);
                return destination;
            }

            /// <summary>Copies values into the parameters and buffers of the same names.</summary>
            /// <exception cref="InvalidOperationException">Strict, and names are missing or unknown; the message lists
            /// them.</exception>
            /// <exception cref="ArgumentException">A shape differs; the message names the key and both
            /// shapes.</exception>
            public virtual (IList<string> missing_keys, IList<string> unexpected_keyes) load_state_dict(
                Dictionary<string, Tensor> source, bool strict = true, IList<string>? skip = null) =>
                StateLoading.Load(state_dict(), source, strict, skip ?? []);

            /// <summary>Adds a buffer: a tensor that belongs to the state but is not learned.</summary>
            public virtual void register_buffer(string name, Tensor tensor, bool persistent = true)
            {
                ArgumentNullException.ThrowIfNull(tensor);
                CheckName(name);
                _buffers.Add((name, tensor, persistent));
                tensor.DetachFromDisposeScope();
            }

            /// <summary>Adds a parameter.</summary>
            public virtual void register_parameter(string name, Parameter param)
            {
                ArgumentNullException.ThrowIfNull(param);
                CheckName(name);
                _parameters.Add((name, param));
                Interlocked.Increment(ref _allRegistered);
                param.DetachFromDisposeScope();
            }

            /// <summary>Adds a part.</summary>
            public virtual void register_module(string name, Module submodule)
            {
                ArgumentNullException.ThrowIfNull(submodule);
                CheckName(name);
                submodule.RegisterComponents();
                _children.Add((name, submodule));
                Interlocked.Increment(ref _allRegistered);
            }

            /// <summary>Disposes parameters, buffers and parts, and lets the memory of unused buffers go.</summary>
            public void Dispose()
            {
                Dispose(true);
                Memory.BufferPools.Trim();
                Recycler.Trim();
                GC.SuppressFinalize(this);
            }

            /// <summary>
            /// Registers what the fields hold: modules, parameters, and tensors as buffers, in the order of the fields.
            /// </summary>
            protected virtual void RegisterComponents()
            {
                if (_registered)
                    return;
                _registered = true;
                foreach (var field in FieldsOf(GetType()))
                {
                    if (IsRegistered(field.Name))
                        continue;
                    switch (field.GetValue(this))
                    {
                        case Module module:
                            register_module(field.Name, module);
                            break;
                        case Parameter parameter:
                            register_parameter(field.Name, parameter);
                            break;
                        case Tensor tensor:
                            register_buffer(field.Name, tensor);
                            break;
                    }
                }
            }

            /// <summary>Disposes parameters, buffers and parts.</summary>
            protected virtual void Dispose(bool disposing)
            {
                if (!disposing)
                    return;
                foreach (var (_, parameter) in _parameters)
                    parameter.Dispose();
                foreach (var (_, buffer, _) in _buffers)
                    buffer.Dispose();
                foreach (var (_, module) in _children)
                    module.Dispose(true);
            }

            private sealed record KnownParameters(long Registered, IReadOnlyList<Parameter> Parameters);

            private IReadOnlyList<Parameter> KnownOfAll()
            {
                var registered = Volatile.Read(ref _allRegistered);
                if (_known is not { } known || known.Registered != registered)
                    _known = known = new KnownParameters(registered, [.. named_parameters().Select(p => p.parameter)]);
                return known.Parameters;
            }

            private IEnumerable<(string Name, Parameter Parameter)> AllParameters(bool recurse)
            {
                foreach (var own in _parameters)
                    yield return own;
                if (!recurse)
                    yield break;
                foreach (var (name, module) in _children)
                {
                    foreach (var (inner, parameter) in module.AllParameters(recurse))
                        yield return ($"{name}.{inner}", parameter);
                }
            }

            // Base classes first, as the fields were written. Parts of this library register by themselves.
            private static IEnumerable<FieldInfo> FieldsOf(Type type)
            {
                var chain = new Stack<Type>();
                for (var t = type; t is not null && t.Assembly != typeof(Module).Assembly; t = t.BaseType)
                    chain.Push(t);
                const BindingFlags own =
                    BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
                return chain.SelectMany(t => t.GetFields(own).OrderBy(f => f.MetadataToken));
            }

            private bool IsRegistered(string name) =>
                _children.Exists(c => c.Name == name) || _parameters.Exists(p => p.Name == name)
                || _buffers.Exists(b => b.Name == name);

            private void CheckName(string name)
            {
                ArgumentException.ThrowIfNullOrEmpty(name);
                if (name.Contains('.', StringComparison.Ordinal))
                    throw new ArgumentException(
                        $"'{name}' cannot name a part of a module: it holds a dot.", nameof(name));
                if (IsRegistered(name))
                    throw new InvalidOperationException($"'{name}' names a part of {_name} already.");
            }
        }
    }
}
