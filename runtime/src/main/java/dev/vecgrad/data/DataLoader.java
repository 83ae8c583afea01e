package dev.vecgrad.data;

import dev.vecgrad.core.Generator;
import dev.vecgrad.core.RandomStream;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Goes through a data set in batches; every {@code for} loop over it is an epoch.
 *
 * <p>Shuffled, each epoch visits the samples in another order, and batches are copies; else batches are views of the data
 * set. With a generator of PyTorch's stream, the order of every epoch is that of PyTorch's {@code DataLoader} for the same
 * seed.
 *
 * {@snippet :
 * DataLoader loader = DataLoader.of(dataset).batchSize(64).shuffle(true);
 * for (Batch batch : loader) {
 *     step(batch.x(), batch.y());
 * }
 * }
 */
public final class DataLoader implements Iterable<Batch> {
    private final TensorDataset dataset;
    private int batchSize = 1;
    private boolean shuffle;
    private boolean dropLast;
    private @Nullable Generator generator;

    private DataLoader(TensorDataset dataset) {
        this.dataset = dataset;
    }

    /** {@return a loader of single samples in the data set's order} */
    public static DataLoader of(TensorDataset dataset) {
        return new DataLoader(dataset);
    }

    /**
     * Sets the number of samples a batch; the last one may have fewer.
     *
     * @throws DataException unless it is positive
     */
    public DataLoader batchSize(int value) {
        if (value <= 0) {
            throw new DataException(
                    "DataLoader: batchSize should be a positive integer value, but got batchSize=" + value);
        }
        batchSize = value;
        return this;
    }

    /** Sets whether every epoch has its own random order. Default false. */
    public DataLoader shuffle(boolean value) {
        shuffle = value;
        return this;
    }

    /** Sets whether a last batch with fewer samples is left out. Default false. */
    public DataLoader dropLast(boolean value) {
        dropLast = value;
        return this;
    }

    /** Sets where random orders come from. Default: a generator that each epoch splits off the global one. */
    public DataLoader generator(Generator value) {
        generator = value;
        return this;
    }

    /** {@return the number of batches an epoch} */
    public long size() {
        long samples = dataset.size();
        return dropLast ? samples / batchSize : (samples + batchSize - 1) / batchSize;
    }

    /** {@return the data set} */
    public TensorDataset dataset() {
        return dataset;
    }

    @Override
    public Iterator<Batch> iterator() {
        Generator source = generator != null ? generator : Generator.global();
        source.fill(RandomStream::nextSeed);
        return new Epoch(shuffle ? randomOrder() : null);
    }

    /*
     * PyTorch's loader draws a seed for its workers at each epoch; its sampler then draws a permutation, and at the end of
     * the epoch another one, of which it uses nothing. Without a generator given, the sampler makes one of a further seed.
     */
    private long[] randomOrder() {
        long[] order = new long[Math.toIntExact(dataset.size())];
        if (generator == null) {
            Generator.global().split().fill(stream -> stream.randperm(order));
        } else {
            generator.fill(stream -> {
                stream.randperm(order);
                stream.randperm(new long[order.length]);
            });
        }
        return order;
    }

    /** One pass over the data set. */
    private final class Epoch implements Iterator<Batch> {
        private final long @Nullable [] order;
        private long done;

        Epoch(long @Nullable [] order) {
            this.order = order;
        }

        @Override
        public boolean hasNext() {
            return done < size();
        }

        @Override
        public Batch next() {
            if (!hasNext()) {
                throw new NoSuchElementException("this epoch has no more batches: " + done + " were given");
            }
            long start = done++ * batchSize;
            long end = Math.min(start + batchSize, dataset.size());
            return order == null
                    ? dataset.range(start, end - start)
                    : dataset.select(Arrays.copyOfRange(order, (int) start, (int) end));
        }
    }
}
