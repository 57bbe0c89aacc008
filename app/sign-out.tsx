"use client";

import { LogOut } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { endSession } from "@/lib/auth/browser";

export function SignOut() {
  const [busy, setBusy] = useState(false);
  const leave = () => {
    setBusy(true);
    endSession().catch(() => setBusy(false));
  };
  return (
    <Button onClick={leave} disabled={busy}>
      <LogOut aria-hidden="true" className="size-4" />
      {busy ? "Signing out…" : "Sign out"}
    </Button>
  );
}
