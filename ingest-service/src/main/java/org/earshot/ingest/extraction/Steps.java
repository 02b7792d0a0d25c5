package org.earshot.ingest.extraction;

/**
 * What is done beside recognising letters. Everything, unless what one of them is good for is being
 * measured.
 *
 * @param repair "I" that was read as a stroke is mended
 * @param level pages whose lines slope are made level
 * @param turn pages that lie on their side or head are turned
 */
public record Steps(boolean repair, boolean level, boolean turn) {

    public static final Steps ALL = new Steps(true, true, true);
}
