package io.bellbuoy.stream.standby;

import org.jspecify.annotations.Nullable;

/** The name of an instance as other instances see it: its consumer threads' ids without the number of the thread. */
public final class InstanceName {

    private InstanceName() {}

    /**
     * The instance of a consumer thread.
     *
     * @param groupInstanceId its static member id, which ends with the number of the thread; null if it has none
     * @param clientId its client id, which ends likewise
     */
    public static String of(@Nullable String groupInstanceId, String clientId) {
        String id = groupInstanceId != null && !groupInstanceId.isEmpty() ? groupInstanceId : clientId;
        int end = Math.max(id.lastIndexOf('-'), id.lastIndexOf('|'));
        return end < 0 ? id : id.substring(0, end);
    }
}
