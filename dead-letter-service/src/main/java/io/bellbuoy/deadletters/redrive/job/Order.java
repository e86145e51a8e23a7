package io.bellbuoy.deadletters.redrive.job;

import org.jspecify.annotations.Nullable;

/**
 * A request of somebody who wants to know at once whether it is started.
 *
 * @param besideOthers whether what other jobs have may be left to them; if not, nothing is started while one has any of it
 * @param key null if asking twice starts two
 */
public record Order(
        Request request, boolean besideOthers, @Nullable Key key) {

    /**
     * The name of a request. Who asks again with the same one is told of the job that was started then.
     *
     * @param value chosen by who asks; each has names of their own
     * @param digest of what is asked: another one under the same name is a mistake
     */
    public record Key(String value, String digest) {}
}
