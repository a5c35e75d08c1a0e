import packageJson from "../package.json" with { type: "json" };

export const buildInfo = { version: packageJson.version } as const;
