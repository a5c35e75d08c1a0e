import { ActionIcon, Menu, useMantineColorScheme } from "@mantine/core";
import { IconCheck, IconDeviceDesktop, IconMoon, IconSun } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

const icons = { auto: IconDeviceDesktop, light: IconSun, dark: IconMoon } as const;
const schemes = ["auto", "light", "dark"] as const;

export function ThemeSwitch() {
  const { t } = useTranslation();
  // To hold transitions still it would write a style into the page, which the security policy forbids.
  const { colorScheme, setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  const Chosen = icons[colorScheme];
  return (
    <Menu position="bottom-end" shadow="md" withinPortal>
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={32}
          aria-label={t("topbar.theme")}
          title={t("topbar.theme")}
          data-testid="theme-switch"
        >
          <Chosen size={18} stroke={1.75} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {schemes.map((scheme) => {
          const Icon = icons[scheme];
          const isChosen = scheme === colorScheme;
          return (
            <Menu.Item
              key={scheme}
              role="menuitemradio"
              aria-checked={isChosen}
              leftSection={<Icon size={16} aria-hidden />}
              rightSection={isChosen ? <IconCheck size={14} aria-hidden /> : null}
              data-testid={`theme-${scheme}`}
              onClick={() => setColorScheme(scheme)}
            >
              {t(`topbar.themes.${scheme}`)}
            </Menu.Item>
          );
        })}
      </Menu.Dropdown>
    </Menu>
  );
}
