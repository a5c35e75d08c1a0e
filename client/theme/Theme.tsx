// In a cascade layer: our own rules win, wherever the bundler puts them.
import "@mantine/core/styles.layer.css";
import "@mantine/notifications/styles.layer.css";
import "./index.css";
import { createTheme, localStorageColorSchemeManager, MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import type { ReactNode } from "react";

const theme = createTheme({
  primaryColor: "indigo",
  cursorType: "pointer",
  respectReducedMotion: true,
  fontFamily: "var(--vl-font)",
  fontFamilyMonospace: "var(--vl-mono)",
});

const colorSchemeManager = localStorageColorSchemeManager({ key: "vethlab.color-scheme" });

/** Colours and fonts for all inside. Follows the system's scheme until one is chosen; the choice is remembered. */
export function Theme({ children }: { readonly children: ReactNode }) {
  return (
    <MantineProvider
      theme={theme}
      defaultColorScheme="auto"
      colorSchemeManager={colorSchemeManager}
      // Variables come from mantine.css: a <style> made at run time would need a hole in the Content-Security-Policy.
      withCssVariables={false}
      withGlobalClasses={false}
    >
      {children}
      <Notifications position="bottom-right" limit={4} containerWidth={340} zIndex={1000} />
    </MantineProvider>
  );
}
