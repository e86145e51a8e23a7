package io.bellbuoy.faults.cluster;

import org.apache.kafka.common.security.auth.AuthenticationContext;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.apache.kafka.common.security.authenticator.DefaultKafkaPrincipalBuilder;

/** Tells brokers that talk to controllers from everybody else, by the listener. Brokers make it by its name. */
public final class ListenerPrincipal extends DefaultKafkaPrincipalBuilder {

    static final KafkaPrincipal CONTROLLER = new KafkaPrincipal(KafkaPrincipal.USER_TYPE, "controller");

    public ListenerPrincipal() {
        super(null, null);
    }

    @Override
    public KafkaPrincipal build(AuthenticationContext context) {
        return context.listenerName().equals("CONTROLLER") ? CONTROLLER : super.build(context);
    }
}
