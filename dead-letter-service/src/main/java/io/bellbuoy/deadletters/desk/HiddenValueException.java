package io.bellbuoy.deadletters.desk;

/** Nothing of a value may be seen; the message may be shown. */
public final class HiddenValueException extends RuntimeException {

    HiddenValueException(long id) {
        super("The value of dead letter " + id
                + " is hidden as a whole: fields of its topic are sensitive, and it is no"
                + " JSON in which they could be found. With unmask=true operators have it.");
    }
}
