/** What every answer of this service that is not the log has in common. */
@NullMarked
package org.earshot.audit.api;

import org.jspecify.annotations.NullMarked;
