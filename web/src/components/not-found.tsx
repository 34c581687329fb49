// A page that is not there.
import { Anchor, Text } from '@mantine/core';
import { Link } from 'wouter';
import { useText } from '../i18n/index.tsx';
import { Page } from './page.tsx';

export function NotFound() {
  const { common } = useText();
  return (
    <Page title={common.notFound.title} size="sm">
      <Text>{common.notFound.text}</Text>
      <Anchor component={Link} href="/">
        {common.home}
      </Anchor>
    </Page>
  );
}
