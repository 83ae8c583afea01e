package dev.vecgrad.nn;

import dev.vecgrad.Tensor;

/** Images {@code [n, c, ...]} whose channels, in groups, are dealt in turn from each group. */
public final class ChannelShuffle extends Layer {
    private final long groups;

    /** Channels in {@code groups} groups. */
    public ChannelShuffle(long groups) {
        this.groups = groups;
    }

    @Override
    public Tensor forward(Tensor input) {
        return input.channelShuffle(groups);
    }

    @Override
    protected String extraText() {
        return "groups=" + groups;
    }
}
