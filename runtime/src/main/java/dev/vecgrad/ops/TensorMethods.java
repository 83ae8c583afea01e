package dev.vecgrad.ops;

/**
 * All families of methods.
 *
 * @param <T> what the methods return: a tensor for users, a {@link Var} for gradient rules
 */
public interface TensorMethods<T extends Operand<T>>
        extends UnaryMethods<T>,
                ArithmeticMethods<T>,
                ActivationMethods<T>,
                ChoiceMethods<T>,
                LogicMethods<T>,
                NumberMethods<T>,
                SpecialMethods<T>,
                CompoundMethods<T>,
                MovementMethods<T>,
                SplittingMethods<T>,
                RearrangingMethods<T>,
                ReductionMethods<T>,
                ProductMethods<T>,
                DistanceMethods<T>,
                IndexingMethods<T>,
                MaskMethods<T>,
                RandomMethods<T>,
                RowMethods<T>,
                ScanMethods<T>,
                SortMethods<T>,
                SearchMethods<T> {}
