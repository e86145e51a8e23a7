package io.bellbuoy.quickstart.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;

/** A real broker on free ports. */
public final class TestBroker {

    private TestBroker() {}

    public static LocalBroker start(Path directory) {
        return LocalBroker.start(onFreePorts(directory));
    }

    private static BrokerSettings onFreePorts(Path directory) {
        try (ServerSocket first = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerSocket second = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new BrokerSettings(directory, first.getLocalPort(), second.getLocalPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
