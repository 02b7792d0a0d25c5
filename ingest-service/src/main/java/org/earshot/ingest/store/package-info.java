/** Where the words of the correspondents live: encrypted, each message under a key of its own. */
@NullMarked
package org.earshot.ingest.store;

import org.jspecify.annotations.NullMarked;
