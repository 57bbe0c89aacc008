/** Colours of the map: the tokens of app/globals.css as values, since a canvas cannot read variables. */
export interface MapPalette {
  readonly land: string;
  readonly water: string;
  readonly road: string;
  readonly "road-edge": string;
  readonly label: string;
  readonly line: string;
  readonly accent: string;
  readonly late: string;
  readonly surface: string;
  readonly ink: string;
}

export const PALETTES: Readonly<Record<"light" | "dark", MapPalette>> = {
  light: {
    land: "#eceee9",
    water: "#c9d9e3",
    road: "#ffffff",
    "road-edge": "#d9dcd6",
    label: "#59616a",
    line: "#dfe2e5",
    accent: "#0a6e6e",
    late: "#a34a8b",
    surface: "#ffffff",
    ink: "#14181c",
  },
  dark: {
    land: "#171b1e",
    water: "#0f2029",
    road: "#2b3238",
    "road-edge": "#1f2529",
    label: "#8b959e",
    line: "#262c31",
    accent: "#4fc3bd",
    late: "#e08cc8",
    surface: "#15191c",
    ink: "#e8ebed",
  },
};

/** "#0a6e6e" as [10, 110, 110]. */
export function rgb(hex: string): [number, number, number] {
  const value = Number.parseInt(hex.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}
