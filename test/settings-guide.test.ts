import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { allSettings } from '../src/engine/settings/settings.ts';
import { services } from '../src/services/index.ts';

test('the how-to of the settings names every setting', () => {
  const guide = readFileSync(join(import.meta.dirname, '../docs/how-to/settings.md'), 'utf8');
  assert.deepEqual(
    [...allSettings(services).keys()].filter((key) => !guide.includes(`\`${key}\``)),
    [],
  );
});
