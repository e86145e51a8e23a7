package io.bellbuoy.deadletters.redrive;

import io.bellbuoy.deadletters.redrive.job.Job;
import io.bellbuoy.deadletters.redrive.observe.Readers;
import io.bellbuoy.deadletters.redrive.run.RedriveRunner;
import io.bellbuoy.deadletters.redrive.send.Lane;
import io.bellbuoy.deadletters.redrive.send.Lanes;
import io.bellbuoy.deadletters.redrive.store.Attempt;
import io.bellbuoy.deadletters.redrive.store.Outbox;
import io.bellbuoy.deadletters.redrive.store.Sent;
import io.bellbuoy.deadletters.testkit.TestBroker;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/** An instance whose steps are taken by hand, so that it can end between any two of them. */
final class Instance implements AutoCloseable {

    private static final Map<String, Object> KAFKA = Map.of("bootstrap.servers", TestBroker.address());

    private final Admin admin = Admin.create(KAFKA);
    private final Lanes lanes = new Lanes(KAFKA, KAFKA, admin, "test-redrive");
    final Outbox outbox;

    Instance(Desk desk, String owner) {
        outbox = desk.outbox(owner);
    }

    /** Takes the job and claims its next batch, ready to be sent. */
    Lane claim(Job job) {
        outbox.lease(job.id());
        Lane lane = lanes.open(job.lane(), String.valueOf(job.witness()));
        lane.establish(job.batch());
        outbox.claimBatch(job.id());
        return lane;
    }

    /** Sends the batch that is claimed, and notes nothing. */
    List<Sent> send(Lane lane, Job job) {
        List<Attempt> attempts = outbox.sending(job.id());
        return lane.send(attempts, lane.prepare(attempts), job.batch() + 1);
    }

    /** Lets it run from here on. */
    RedriveRunner run() {
        RedriveRunner runner = new RedriveRunner(outbox, lanes, new Readers(admin), Desk.properties());
        runner.start();
        return runner;
    }

    @Override
    public void close() {
        admin.close();
    }
}
