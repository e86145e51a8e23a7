package io.bellbuoy.stream.autoconfigure.health;

import io.bellbuoy.stream.monitor.TaskBoard;
import io.bellbuoy.stream.state.StandbyStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;

/** The warm copies that this instance keeps for tasks of others, as {@code bellbuoy.standbys} of the endpoint {@code info}. */
public final class StandbyInfo implements InfoContributor {

    private final Map<String, TaskBoard> boards;

    /** @param boards by the name of the stage's consumer group, in order */
    public StandbyInfo(Map<String, TaskBoard> boards) {
        this.boards = new LinkedHashMap<>(boards);
    }

    @Override
    public void contribute(Info.Builder builder) {
        Map<String, List<Map<String, Object>>> standbys = new LinkedHashMap<>();
        boards.forEach((group, board) -> {
            if (!board.standbys().isEmpty()) {
                standbys.put(
                        group, board.standbys().stream().map(StandbyInfo::shown).toList());
            }
        });
        if (!standbys.isEmpty()) {
            builder.withDetail("bellbuoy", Map.of("standbys", standbys));
        }
    }

    private static Map<String, Object> shown(StandbyStatus standby) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("task", standby.partition());
        shown.put("offset", standby.offset());
        shown.put("lag", standby.lag());
        if (!standby.detail().isEmpty()) {
            shown.put("detail", standby.detail());
        }
        return shown;
    }
}
