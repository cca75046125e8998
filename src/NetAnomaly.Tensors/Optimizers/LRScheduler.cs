namespace NetAnomaly.Tensors;

public static partial class torch
{
    public static partial class optim
    {
        /// <summary>Learning rates that change from epoch to epoch; formulas as in torch.optim.lr_scheduler.</summary>
        public static partial class lr_scheduler
        {
            /// <summary>Changes the learning rate of an optimizer.</summary>
            public abstract class LRScheduler
            {
                private readonly ILearningRateController[] _groups;

                /// <summary>A schedule over an optimizer, at epoch 0.</summary>
                protected LRScheduler(Optimizer optimizer)
                {
                    ArgumentNullException.ThrowIfNull(optimizer);
                    _groups = [.. optimizer.ParamGroups];
                }

                /// <summary>Epochs that have passed.</summary>
                private protected int Epoch { get; set; }

                /// <summary>Begins the next epoch.</summary>
                public virtual void step()
                {
                    Epoch++;
                    Apply();
                }

                /// <summary>Begins the next epoch, with the value that the last one reached; most schedules do not look at it.</summary>
                public virtual void step(double current, int? epoch = null) => step();

                /// <summary>The learning rates in use.</summary>
                public IEnumerable<double> get_last_lr() => _groups.Select(g => g.LearningRate);

                /// <summary>The learning rate at an epoch, given the one at the start.</summary>
                private protected abstract double Rate(double initial, int epoch);

                /// <summary>Sets the learning rates of this epoch.</summary>
                private protected void Apply() => ChangeEach(group => Rate(group.InitialLearningRate, Epoch));

                /// <summary>Sets the learning rate of every group.</summary>
                private protected void ChangeEach(Func<ILearningRateController, double> change)
                {
                    foreach (var group in _groups)
                        group.LearningRate = change(group);
                }
            }

            private sealed class FormulaSchedule : LRScheduler
            {
                private readonly Func<double, int, double> _formula;

                public FormulaSchedule(Optimizer optimizer, Func<double, int, double> formula)
                    : base(optimizer)
                {
                    _formula = formula;
                    Apply();
                }

                private protected override double Rate(double initial, int epoch) => _formula(initial, epoch);
            }

            /// <summary>The initial rate times a function of the epoch.</summary>
            public static LRScheduler LambdaLR(Optimizer optimizer, Func<int, double> lr_lambda) =>
                new FormulaSchedule(optimizer, (initial, epoch) => initial * lr_lambda(epoch));

            /// <summary>The rate times gamma every so many epochs.</summary>
            public static LRScheduler StepLR(Optimizer optimizer, int step_size, double gamma = 0.1) =>
                new FormulaSchedule(optimizer, (initial, epoch) => initial * Math.Pow(gamma, epoch / step_size));

            /// <summary>The rate times gamma at each of the given epochs.</summary>
            public static LRScheduler MultiStepLR(Optimizer optimizer, IList<int> milestones, double gamma = 0.1) =>
                new FormulaSchedule(optimizer, (initial, epoch) => initial * Math.Pow(gamma, milestones.Count(m => m <= epoch)));

            /// <summary>The rate times gamma every epoch.</summary>
            public static LRScheduler ExponentialLR(Optimizer optimizer, double gamma = 0.1) =>
                new FormulaSchedule(optimizer, (initial, epoch) => initial * Math.Pow(gamma, epoch));

            /// <summary>A rate that rises (or falls) evenly from one factor to another, then stays.</summary>
            public static LRScheduler LinearLR(Optimizer optimizer, double start_factor = 1.0 / 3, double end_factor = 1.0, int total_iters = 5) =>
                new FormulaSchedule(optimizer, (initial, epoch) =>
                    initial * (start_factor + ((end_factor - start_factor) * Math.Min(epoch, total_iters) / total_iters)));

            /// <summary>A rate times a factor for the first epochs.</summary>
            public static LRScheduler ConstantLR(Optimizer optimizer, double factor = 1.0 / 3, int total_iters = 5) =>
                new FormulaSchedule(optimizer, (initial, epoch) => epoch < total_iters ? initial * factor : initial);

            /// <summary>Half a cosine from the initial rate down to eta_min over T_max epochs. Source: Loshchilov and Hutter 2017, arXiv 1608.03983.</summary>
            public static LRScheduler CosineAnnealingLR(Optimizer optimizer, double T_max, double eta_min = 0) =>
                new FormulaSchedule(optimizer, (initial, epoch) => eta_min + ((initial - eta_min) * (1 + Math.Cos(Math.PI * epoch / T_max)) / 2));

            /// <summary>The rate times a factor when a value has not become better for more than so many epochs.</summary>
            /// <param name="optimizer">What is turned.</param>
            /// <param name="mode">"min" where smaller is better, "max" where larger is.</param>
            /// <param name="factor">Factor on the rate, below 1.</param>
            /// <param name="patience">Epochs without a better value that are tolerated.</param>
            /// <param name="threshold">How much better counts.</param>
            /// <param name="threshold_mode">"rel": as a share of the best value; "abs": as it stands.</param>
            /// <param name="cooldown">Epochs after a change during which none are counted.</param>
            /// <param name="min_lr">Smallest rate.</param>
            /// <param name="eps">Smaller changes are left out.</param>
            public static LRScheduler ReduceLROnPlateau(Optimizer optimizer, string mode = "min", double factor = 0.1, int patience = 10, double threshold = 1e-4,
                string threshold_mode = "rel", int cooldown = 0, IList<double>? min_lr = null, double eps = 1e-8) =>
                new PlateauSchedule(optimizer, new PlateauRule(Chosen(mode, "max", "min"), factor, patience, threshold, Chosen(threshold_mode, "abs", "rel"), cooldown, min_lr?[0] ?? 0, eps));

            private static bool Chosen(string value, string yes, string no) =>
                value == yes || (value == no ? false : throw new ArgumentException($"'{value}' is neither '{yes}' nor '{no}'.", nameof(value)));

            private sealed record PlateauRule(bool Larger, double Factor, int Patience, double Threshold, bool Absolute, int Cooldown, double Smallest, double Epsilon);

            private sealed class PlateauSchedule(Optimizer optimizer, PlateauRule rule) : LRScheduler(optimizer)
            {
                private double _best = rule.Larger ? double.NegativeInfinity : double.PositiveInfinity;
                private int _bad, _cooling;

                public override void step() =>
                    throw new InvalidOperationException("This schedule follows a value: call step(value).");

                public override void step(double current, int? epoch = null)
                {
                    if (IsBetter(current))
                        (_best, _bad) = (current, 0);
                    else
                        _bad++;
                    if (_cooling > 0)
                    {
                        _cooling--;
                        _bad = 0;
                    }
                    if (_bad <= rule.Patience)
                        return;
                    ChangeEach(group => Lowered(group.LearningRate));
                    (_cooling, _bad) = (rule.Cooldown, 0);
                }

                private protected override double Rate(double initial, int epoch) => initial;

                private double Lowered(double rate)
                {
                    var lower = Math.Max(rate * rule.Factor, rule.Smallest);
                    return rate - lower > rule.Epsilon ? lower : rate;
                }

                private bool IsBetter(double value)
                {
                    if (double.IsInfinity(_best))
                        return !double.IsNaN(value);
                    var margin = rule.Absolute ? rule.Threshold : rule.Threshold * _best;
                    return rule.Larger ? value > _best + margin : value < _best - margin;
                }
            }
        }
    }
}
