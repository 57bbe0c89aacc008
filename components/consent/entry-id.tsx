"use client";

import { useState } from "react";

/** The id of what a form sends: one for as long as the form is there, so that sending it twice records it once. */
export function EntryId() {
  const [id] = useState(() => crypto.randomUUID());
  return <input type="hidden" name="id" value={id} />;
}
