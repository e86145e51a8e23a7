package io.bellbuoy.engine.plan;

import io.bellbuoy.engine.aggregate.Accumulator;
import io.bellbuoy.engine.aggregate.AggregateCall;
import io.bellbuoy.engine.aggregate.AggregateFunction;
import io.bellbuoy.engine.aggregate.UserColumn;
import io.bellbuoy.engine.alert.AlertIds;
import io.bellbuoy.engine.condition.Expression;
import io.bellbuoy.engine.event.FieldType;
import io.bellbuoy.engine.measure.Measure;
import io.bellbuoy.engine.measure.SharedState;
import io.bellbuoy.engine.plan.MeasureRequest.Group;
import io.bellbuoy.engine.rule.RuleException;
import io.bellbuoy.engine.rule.StreamSpec;
import io.bellbuoy.engine.slice.Backlog;
import io.bellbuoy.engine.slice.Columns;
import io.bellbuoy.engine.slice.GlobalState;
import io.bellbuoy.engine.slice.PointState;
import io.bellbuoy.engine.slice.SessionState;
import io.bellbuoy.engine.slice.SliceState;
import io.bellbuoy.engine.slice.WindowState;
import io.bellbuoy.engine.window.AlignedWindows;
import io.bellbuoy.engine.window.SliceGrid;
import io.bellbuoy.engine.window.Trigger;
import io.bellbuoy.engine.window.WindowSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes the fewest states that serve all requests, and the measures that read them. */
final class SharedStates {

    private final StreamNames streams;
    private final Map<Group, List<MeasureRequest>> groups = new LinkedHashMap<>();
    private final List<SharedState> states = new ArrayList<>();
    private final Map<SharedState, StreamSpec> streamOf = new IdentityHashMap<>();
    private final Map<MeasureRequest, Measure> measures = new LinkedHashMap<>();
    private final Map<MeasureRequest, List<FieldType>> types = new LinkedHashMap<>();

    SharedStates(StreamNames streams, List<MeasureRequest> requests) {
        this.streams = streams;
        for (MeasureRequest request : requests) {
            groups.computeIfAbsent(request.group(), any -> new ArrayList<>()).add(request);
        }
        groups.values().forEach(this::build);
    }

    List<SharedState> states() {
        return states;
    }

    @Nullable
    StreamSpec streamOf(SharedState state) {
        return streamOf.get(state);
    }

    Measure measure(MeasureRequest request) {
        return measures.get(request);
    }

    /** The types of a request's results, in the order of its calls. */
    List<FieldType> types(MeasureRequest request) {
        return types.get(request);
    }

    /** The columns and inputs of a state while it is being built. */
    private static final class Layout {
        final List<String> inputTexts = new ArrayList<>();
        final List<Expression> inputs = new ArrayList<>();
        final List<Columns.Column> columns = new ArrayList<>();

        int column(Accumulator accumulator, int input, String text, @Nullable UserColumn<?> user) {
            int id = user == null
                    ? AlertIds.number("input", text)
                    : AlertIds.number(
                            "input",
                            text,
                            user.aggregate().name(),
                            user.aggregate().version());
            for (int i = 0; i < columns.size(); i++) {
                Columns.Column column = columns.get(i);
                if (column.accumulator() == accumulator && column.input() == input && column.id() == id) {
                    return i;
                }
            }
            columns.add(new Columns.Column(accumulator, input, id, user));
            return columns.size() - 1;
        }
    }

    private void build(List<MeasureRequest> requests) {
        MeasureRequest first = requests.get(0);
        Layout layout = new Layout();
        Map<MeasureRequest, List<Measure.Reading>> readings = new LinkedHashMap<>();
        for (MeasureRequest request : requests) {
            readings.put(request, readings(request, layout));
        }
        WindowState state = state(requests, layout);
        int index = states.size();
        Expression where = streams.where(first.owner(), first.stream(), first.where());
        SharedState made = new SharedState(
                index, first.name(), first.by(), where, List.copyOf(layout.inputs), state, first.evaluate());
        states.add(made);
        streamOf.put(made, first.stream());
        readings.forEach((request, reading) -> measures.put(request, measure(request, index, state, reading)));
    }

    private List<Measure.Reading> readings(MeasureRequest request, Layout layout) {
        List<Measure.Reading> readings = new ArrayList<>();
        List<FieldType> results = new ArrayList<>();
        for (int at = 0; at < request.calls().size(); at++) {
            AggregateCall call = request.calls().get(at).over(request.window().size());
            String property = request.properties().get(at);
            requireSize(request, property, call);
            FieldType type = null;
            int input = -1;
            String text = "";
            if (call.argument() != null) {
                text = call.argument();
                input = input(request, property, text, layout);
                type = layout.inputs.get(input).type();
                requireTakes(request, property, call, type);
            }
            FieldType result = call.resultType(type);
            UserColumn<?> user = call.user() == null ? null : new UserColumn<>(request.name(), call.user(), result);
            int[] columns = new int[call.columns().size()];
            for (int i = 0; i < columns.length; i++) {
                columns[i] = layout.column(call.columns().get(i), input, text, user);
            }
            results.add(result);
            readings.add(new Measure.Reading(call, columns, user));
        }
        types.put(request, results);
        return readings;
    }

    /** A session is as long as its events make it, and days differ too. */
    private static void requireSize(MeasureRequest request, String property, AggregateCall call) {
        if (call.function() != AggregateFunction.RATE) {
            return;
        }
        if (request.window() instanceof WindowSpec.Session) {
            throw new RuleException(
                    request.owner(),
                    property,
                    call + " over a session window, which has no size of its own",
                    "count() or sum(x) over a session, or a window of a size");
        }
        if (request.window() instanceof WindowSpec.Global) {
            throw new RuleException(
                    request.owner(),
                    property,
                    call + " over a global window, which has no size",
                    "count() or sum(x) over a global window, or a window of a size");
        }
        if (request.window() instanceof WindowSpec.Calendar) {
            throw new RuleException(
                    request.owner(),
                    property,
                    call + " over calendar windows, which differ in size",
                    "count() or sum(x) over calendar windows, or a window without zone");
        }
    }

    private static void requireTakes(MeasureRequest request, String property, AggregateCall call, FieldType type) {
        if (!call.takes(type)) {
            throw new RuleException(
                    request.owner(),
                    property,
                    call + " over a value of type " + type.spelling(),
                    call.name() + " over "
                            + Arrays.stream(FieldType.values())
                                    .filter(call::takes)
                                    .map(FieldType::spelling)
                                    .collect(Collectors.joining(", "))
                            + "; count, distinct, first, last and topk take any type");
        }
    }

    private int input(MeasureRequest request, String property, String text, Layout layout) {
        int known = layout.inputTexts.indexOf(text);
        if (known >= 0) {
            return known;
        }
        layout.inputTexts.add(text);
        layout.inputs.add(streams.argument(request.owner() + ", " + property, request.stream(), text));
        return layout.inputs.size() - 1;
    }

    private WindowState state(List<MeasureRequest> requests, Layout layout) {
        MeasureRequest first = requests.get(0);
        long lateness = first.lateness().toMillis();
        Columns columns = new Columns(layout.columns);
        String identity = first.stream().name() + "|" + first.by() + "|" + first.where() + "|" + first.evaluate() + "|"
                + lateness;
        if (first.window() instanceof WindowSpec.Trailing) {
            long longest = requests.stream()
                    .mapToLong(request -> request.window().size().toMillis())
                    .max()
                    .orElseThrow();
            int[] inputs = layout.inputTexts.stream()
                    .mapToInt(text -> AlertIds.number("input", text))
                    .toArray();
            return new PointState(AlertIds.number("points", identity), columns, inputs, longest + lateness);
        }
        if (first.window() instanceof WindowSpec.Session session) {
            long gap = session.gap().toMillis();
            int id = AlertIds.number("sessions", identity, Long.toString(gap));
            return new SessionState(id, columns, gap, lateness);
        }
        if (first.window() instanceof WindowSpec.Global global) {
            return global(first, global, identity, columns, layout);
        }
        List<AlignedWindows> windows = requests.stream()
                .map(request -> AlignedWindows.of((WindowSpec.OnGrid) request.window()))
                .distinct()
                .toList();
        int id = AlertIds.number("slices", identity, SliceGrid.of(windows).identity());
        return new SliceState(id, columns, windows, lateness);
    }

    private WindowState global(
            MeasureRequest request, WindowSpec.Global window, String identity, Columns columns, Layout layout) {
        int id = AlertIds.number("global", identity, window.toString());
        int watched = -1;
        if (window.trigger() instanceof Trigger.Delta delta) {
            String property = "window.trigger.delta.of";
            watched = input(request, property, delta.of(), layout);
            FieldType type = layout.inputs.get(watched).type();
            if (type != FieldType.DECIMAL) {
                throw new RuleException(
                        request.owner(),
                        property,
                        "'" + delta.of() + "' of type " + type.spelling(),
                        "an expression of type decimal");
            }
        }
        Backlog backlog = window.trigger() instanceof Trigger.ProcessingEvery
                ? new Backlog(AlertIds.number("backlog", identity, window.toString()))
                : null;
        return new GlobalState(id, columns, window, watched, backlog);
    }

    private static Measure measure(
            MeasureRequest request, int shared, WindowState state, List<Measure.Reading> readings) {
        long lateness = request.lateness().toMillis();
        if (request.window() instanceof WindowSpec.Trailing trailing) {
            return new Measure.Trailing(
                    shared,
                    (PointState) state,
                    trailing.size().toMillis(),
                    trailing.excludeCurrent(),
                    readings,
                    lateness);
        }
        if (request.window() instanceof WindowSpec.Session) {
            return new Measure.Session(shared, (SessionState) state, readings, lateness);
        }
        if (state instanceof GlobalState global) {
            return new Measure.Global(shared, global, readings);
        }
        AlignedWindows windows = AlignedWindows.of((WindowSpec.OnGrid) request.window());
        return new Measure.Aligned(shared, (SliceState) state, windows, readings, lateness);
    }

    /** A text that changes when stored state can no longer serve the request. */
    static String layout(MeasureRequest request, @Nullable Measure measure) {
        String state =
                measure == null ? "" : Integer.toHexString(measure.state().id());
        return request.stream().name() + " by " + request.by() + ", " + request.window() + ", state " + state;
    }
}
