/** What every endpoint of this service shares: how a request body is read, and who is asking. */
@NullMarked
package org.earshot.ingest.api;

import org.jspecify.annotations.NullMarked;
