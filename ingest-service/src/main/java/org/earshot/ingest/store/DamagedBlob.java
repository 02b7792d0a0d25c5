package org.earshot.ingest.store;

import java.io.IOException;

/** A blob does not open with its key: it was changed, cut short, or is another's. */
public final class DamagedBlob extends IOException {

    private static final long serialVersionUID = 1L;

    DamagedBlob() {
        super("the blob cannot be opened");
    }
}
