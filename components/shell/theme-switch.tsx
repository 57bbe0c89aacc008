"use client";

import { Monitor, Moon, Sun } from "lucide-react";
import { useTheme } from "next-themes";
import { useEffect, useState } from "react";
import { cn } from "@/components/ui/cn";

const THEMES = [
  { name: "light", label: "Light", icon: Sun },
  { name: "dark", label: "Dark", icon: Moon },
  { name: "system", label: "As the system", icon: Monitor },
] as const;

/** Light, dark, or as the system has it. */
export function ThemeSwitch() {
  const { theme, setTheme } = useTheme();
  const [known, setKnown] = useState(false);
  useEffect(() => setKnown(true), []);
  return (
    <fieldset className="flex gap-1 rounded-md bg-sunken p-1">
      <legend className="sr-only">Appearance</legend>
      {THEMES.map(({ name, label, icon: Icon }) => {
        const chosen = known && theme === name;
        return (
          <label
            key={name}
            title={label}
            className={cn(
              "flex h-7 flex-1 cursor-pointer items-center justify-center rounded-sm has-focus-visible:outline-2 has-focus-visible:outline-accent",
              chosen ? "bg-surface text-ink" : "text-ink-2 hover:text-ink",
            )}
          >
            <input
              type="radio"
              name="theme"
              value={name}
              checked={chosen}
              onChange={() => setTheme(name)}
              className="sr-only"
            />
            <span className="sr-only">{label}</span>
            <Icon aria-hidden="true" className="size-4" />
          </label>
        );
      })}
    </fieldset>
  );
}
