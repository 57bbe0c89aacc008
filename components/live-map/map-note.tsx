"use client";

import { X } from "lucide-react";
import { useState } from "react";
import { type AddressFault, AddressNote } from "@/components/states/address-note";
import { Button } from "@/components/ui/button";

/** What of the address was not understood, until it is put away. */
export function MapNote({ faults }: { faults: readonly AddressFault[] }) {
  const [putAway, setPutAway] = useState("");
  const told = JSON.stringify(faults);
  if (faults.length === 0 || putAway === told) return null;
  return (
    <div className="pointer-events-auto relative max-h-40 shrink-0 overflow-y-auto rounded-md bg-surface pr-8 shadow-raised">
      <AddressNote faults={faults} />
      <Button
        kind="quiet"
        size="icon"
        aria-label="Put this note away"
        onClick={() => setPutAway(told)}
        className="absolute top-0 right-0"
      >
        <X aria-hidden="true" className="size-4" />
      </Button>
    </div>
  );
}
