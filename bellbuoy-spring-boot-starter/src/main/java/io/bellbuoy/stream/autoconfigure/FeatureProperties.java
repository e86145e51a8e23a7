package io.bellbuoy.stream.autoconfigure;

import io.bellbuoy.engine.rule.Emit;
import io.bellbuoy.engine.rule.Evaluate;
import io.bellbuoy.engine.rule.Restart;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A named windowed aggregate; rules read it as {@code features.<name>}.
 *
 * @param stream the stream it aggregates
 * @param by one field or a list; default: the stream's key
 * @param where a condition over the event's fields; default: every event counts
 * @param window the window
 * @param value the aggregate, such as {@code sum(amount)}
 * @param evaluate when an event is evaluated; default: {@code bellbuoy.defaults.evaluate}
 * @param emit when it is published: {@code on-close}, or else with every event
 * @param allowedLateness how long after a window's end late events still count; default:
 *     {@code bellbuoy.defaults.allowed-lateness}
 * @param publish the topic it is published to; default: none
 * @param restart what becomes of its state when a change of the feature makes it useless
 */
record FeatureProperties(
        @Nullable String stream,
        @DefaultValue List<String> by,
        @Nullable String where,
        @Nullable WindowProperties window,
        @Nullable String value,
        @Nullable Evaluate evaluate,
        @Nullable Emit emit,
        @Nullable TimeSpan allowedLateness,
        @Nullable String publish,
        @DefaultValue("keep") Restart restart) {}
