/** Read grants: the holder of a message shows one to ingest-service to be given its words. */
@NullMarked
package org.earshot.routing.grant;

import org.jspecify.annotations.NullMarked;
