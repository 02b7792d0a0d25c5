/**
 * What the services say to each other: a record per event, the topics they travel on, and the
 * bands. A contract and nothing else: fields are added, never renamed or removed, and no class here
 * decides anything.
 */
@NullMarked
package org.earshot.events;

import org.jspecify.annotations.NullMarked;
