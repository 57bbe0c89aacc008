"use client";

import { Crosshair } from "lucide-react";
import { Button } from "@/components/ui/button";
import { useLiveMap } from "./live-context";

export function CentreButton() {
  const { centre } = useLiveMap();
  return (
    <Button onClick={centre}>
      <Crosshair aria-hidden="true" className="size-4" />
      Show on map
    </Button>
  );
}
