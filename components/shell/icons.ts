import {
  Activity,
  Bike,
  ChartColumn,
  CircleQuestionMark,
  ClipboardList,
  ClipboardPen,
  FileJson2,
  FileSearch,
  type LucideIcon,
  Map as MapIcon,
  MapPin,
  Scale,
  ShieldCheck,
  SlidersHorizontal,
  UserCheck,
  Users,
} from "lucide-react";

/** Icons of the rail by name, so that a route can name one without holding it. */
export const ICONS = {
  map: MapIcon,
  bikes: Bike,
  corrections: ClipboardPen,
  consent: UserCheck,
  locations: MapPin,
  reports: ChartColumn,
  queries: FileSearch,
  api: FileJson2,
  ingest: Activity,
  register: ClipboardList,
  quality: ShieldCheck,
  review: Scale,
  questions: CircleQuestionMark,
  simulator: SlidersHorizontal,
  users: Users,
} as const satisfies Record<string, LucideIcon>;
export type IconName = keyof typeof ICONS;
