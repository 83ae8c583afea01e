package dev.vecgrad.tests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vecgrad.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever asks for a gradient that is never stored is told about retainGrad. */
class RetainGradWarningTest {
    private final Logger logger = Logger.getLogger(Tensor.class.getName());
    private final List<String> messages = new ArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            messages.add(entry.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        logger.addHandler(handler);
        logger.setUseParentHandlers(false);
    }

    @AfterEach
    void stopListening() {
        logger.removeHandler(handler);
        logger.setUseParentHandlers(true);
    }

    @Test
    void aTensorThatIsNoLeaf() {
        Tensor leaf = Tensor.ones(3).requiresGrad_(true);
        Tensor y = leaf.mul(2);
        y.sum().backward();
        assertThat(y.grad()).isNull();
        assertThat(messages).hasSize(1).first().asString().contains("is not a leaf", "retainGrad()");
    }

    @Test
    void neitherALeafNorATensorThatRetains() {
        Tensor leaf = Tensor.ones(3).requiresGrad_(true);
        assertThat(leaf.grad()).isNull();
        assertThat(Tensor.ones(3).grad()).isNull();
        Tensor y = leaf.mul(2);
        y.retainGrad();
        assertThat(y.grad()).isNull();
        assertThat(messages).isEmpty();
    }
}
