package io.bellbuoy.stream.listener;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.errors.StaleMemberEpochException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.apache.kafka.common.errors.UnreleasedInstanceIdException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.CommonContainerStoppingErrorHandler;
import org.springframework.kafka.listener.MessageListenerContainer;

/**
 * Ends a consumer thread that cannot go on; it is started again after that. A member that is refused for its instance id is no
 * error of ours: the thread waits until the id is free. Neither is one that the group has given up while it stood still: it joins
 * again, with nothing of what it had.
 */
final class StoppingErrorHandler extends CommonContainerStoppingErrorHandler {

    private static final Logger LOG = LoggerFactory.getLogger(StoppingErrorHandler.class);

    @Override
    public void handleOtherException(
            Exception thrown, Consumer<?, ?> consumer, MessageListenerContainer container, boolean batchListener) {
        if (thrown instanceof UnreleasedInstanceIdException) {
            LOG.warn("{} may not join the group yet: {}", container.getListenerId(), thrown.getMessage());
            container.stopAbnormally(() -> {});
        } else if (thrown instanceof UnknownMemberIdException || thrown instanceof StaleMemberEpochException) {
            LOG.warn("{} is no member of the group any more: {}", container.getListenerId(), thrown.getMessage());
            container.stopAbnormally(() -> {});
        } else {
            super.handleOtherException(thrown, consumer, container, batchListener);
        }
    }
}
