package dev.vecgrad.plan;

import java.util.List;

/** A change of a list of steps after which they give the same results, to the bit. */
@FunctionalInterface
interface Pass {
    /**
     * {@return the steps that take the place of {@code steps}}
     *
     * @param roles what their storages are to those outside
     */
    List<Step> apply(List<Step> steps, Roles roles);
}
