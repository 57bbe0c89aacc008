"use client";

import { usePathname } from "next/navigation";
import { createContext, type ReactNode, useContext, useState } from "react";
import type { Acted, Secret } from "./acted";
import { SecretDialog } from "./secret-dialog";

type Done = Extract<Acted, { kind: "done" }>;

const DeskContext = createContext<(done: Done) => void>(() => undefined);

/** Tells what was done, where it stays when the form that did it is gone. */
export const useDesk = () => useContext(DeskContext);

/** Says what was done last on this page, and shows once what is shown once. */
export function Desk({ children }: { children: ReactNode }) {
  const path = usePathname();
  const [said, setSaid] = useState<{ readonly path: string; readonly text: string } | null>(null);
  const [secret, setSecret] = useState<Secret | null>(null);
  const tell = (done: Done) => {
    setSaid({ path, text: done.said });
    setSecret(done.secret ?? null);
  };
  return (
    <DeskContext value={tell}>
      <p
        role="status"
        className={
          said?.path === path ? "rounded-r-md border-accent border-l-[3px] bg-surface px-3 py-2" : "sr-only"
        }
      >
        {said?.path === path ? said.text : ""}
      </p>
      {secret ? <SecretDialog secret={secret} onClose={() => setSecret(null)} /> : null}
      {children}
    </DeskContext>
  );
}
