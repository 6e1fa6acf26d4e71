import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readPageAddress } from '../../../src/connectors/confluence/page-address.ts';
import { isInSite, siteOf } from '../../../src/connectors/confluence/site.ts';

const site = 'https://acme.atlassian.net/wiki';

describe('the page of an address', () => {
  test.each([
    [`${site}/spaces/DEV/pages/123456789/Some+Page`, '123456789'],
    [`${site}/spaces/DEV/pages/123456789#Heading`, '123456789'],
    [`${site}/spaces/DEV/pages/edit-v2/123456789`, '123456789'],
    [`${site}/spaces/~7120/pages/42/Mine?focusedCommentId=9`, '42'],
    [`${site}/spaces/DEV/overview?homepageId=77`, '77'],
    ['https://wiki.acme.org/pages/viewpage.action?pageId=65538', '65538'],
    ['https://wiki.acme.org/confluence/spaces/DEV/pages/65538/A+page', '65538'],
    [`${site}/x/AgAB`, '65538'],
    ['https://wiki.acme.org/x/AgAB', '65538'],
  ])('%s is the page %s', (address, pageId) => {
    expect(readPageAddress(address)).toEqual({ kind: 'ID', pageId });
  });

  test.each([
    ['https://wiki.acme.org/display/DEV/Release+2%3A+Pay', 'DEV', 'Release 2: Pay'],
    ['https://wiki.acme.org/confluence/display/~ada/C%2B%2B', '~ada', 'C++'],
    ['https://wiki.acme.org/pages/viewpage.action?spaceKey=DEV&title=Release+2', 'DEV', 'Release 2'],
  ])('%s is the page of that title in %s', (address, spaceKey, title) => {
    expect(readPageAddress(address)).toEqual({ kind: 'TITLE', spaceKey, title });
  });

  test.each([
    `${site}/spaces/DEV/overview`,
    `${site}/x/!!`,
    `${site}/x/`,
    `${site}/display/DEV`,
    `${site}/display/DEV/%E0%A4%A`,
    'https://wiki.acme.org/pages/viewpage.action?pageId=12a',
    'ftp://acme/pages/1',
    'nonsense',
  ])('%s names no page', (address) => {
    expect(readPageAddress(address)).toBeNull();
  });

  test('every tiny link that Confluence makes is read back', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 2n ** 62n }), (id) => {
        const bytes = Buffer.alloc(8);
        bytes.writeBigInt64LE(id);
        const tiny = bytes.toString('base64').replace(/=+$/, '').replace(/A+$/, '');
        const address = `${site}/x/${tiny.replace(/\//g, '-').replace(/\+/g, '_')}`;
        expect(readPageAddress(address)).toEqual({ kind: 'ID', pageId: id.toString() });
      }),
    );
  });
});

describe('a site', () => {
  test.each([
    ['https://acme.atlassian.net', 'CLOUD', site],
    [site, 'CLOUD', site],
    ['https://wiki.acme.com/wiki', 'CLOUD', 'https://wiki.acme.com/wiki'],
    ['https://wiki.acme.org', 'DATA_CENTER', 'https://wiki.acme.org'],
    ['https://acme.org:8443/confluence', 'DATA_CENTER', 'https://acme.org:8443/confluence'],
  ])('%s is %s under %s', (baseUrl, deployment, root) => {
    expect(siteOf(baseUrl)).toMatchObject({ deployment, root });
  });

  test.each([
    [site, `${site}/spaces/DEV/pages/1`, true],
    [site, 'http://acme.atlassian.net/wiki/x/AgAB', true],
    [site, 'https://acme.atlassian.net/wikipedia/x/AgAB', false],
    [site, 'https://acme.atlassian.net.evil.org/wiki/x/AgAB', false],
    [site, 'https://acme.atlassian.net:8443/wiki/x/AgAB', false],
    ['https://acme.org/confluence', 'https://acme.org/x/AgAB', false],
    ['https://acme.org', 'https://acme.org/x/AgAB', true],
  ])('of %s, %s is part: %s', (baseUrl, address, isPart) => {
    expect(isInSite(siteOf(baseUrl), address)).toBe(isPart);
  });
});
