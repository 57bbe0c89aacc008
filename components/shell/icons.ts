import { Bike, FileJson2, type LucideIcon, Users } from "lucide-react";

/** Icons of the rail by name, so that a route can name one without holding it. */
export const ICONS = { bikes: Bike, api: FileJson2, users: Users } as const satisfies Record<
  string,
  LucideIcon
>;
export type IconName = keyof typeof ICONS;
