import { type FunctionModel, type Vendor, VendorError } from "../model.ts";
import { type Fields, text } from "../values.ts";
import { isKnownRepository, notFound, ownerOf, repositoryIdOf } from "./api.ts";

/** terraform-provider-github, data_source_github_repository.go: a repository that does not exist gives an empty answer. */
const getRepository: FunctionModel = {
  token: "github:index/getRepository:getRepository",
  inputs: { fullName: { type: "string" }, name: { type: "string" } },
  invoke: (vendor, inputs) => {
    const { visibility, anyRepository, ...known } = vendor.world.github;
    if (text(inputs, "fullName") === "" && text(inputs, "name") === "") {
      throw new VendorError('one of "full_name" or "name" has to be provided');
    }
    const asked = text(inputs, "fullName") || `${ownerOf(vendor)}/${text(inputs, "name")}`;
    const isKnown = isKnownRepository(vendor, asked);
    if (!isKnown && !anyRepository) return { ...inputs, id: "" };
    const fullName = isKnown ? `${known.owner}/${known.repository}` : asked;
    const [owner = "", repository = ""] = fullName.split("/");
    const repositoryId = repositoryIdOf(vendor, repository, owner);
    return {
      id: repository,
      name: repository,
      fullName,
      description: "",
      visibility,
      private: visibility === "private",
      archived: false,
      fork: false,
      isTemplate: false,
      defaultBranch: "main",
      htmlUrl: `https://github.com/${fullName}`,
      httpCloneUrl: `https://github.com/${fullName}.git`,
      gitCloneUrl: `git://github.com/${fullName}.git`,
      sshCloneUrl: `git@github.com:${fullName}.git`,
      topics: [],
      primaryLanguage: "TypeScript",
      nodeId: nodeId("R", repositoryId),
      repoId: repositoryId,
    };
  },
};

/** terraform-provider-github, data_source_github_user.go; an empty name asks for the owner of the token. */
const getUser: FunctionModel = {
  token: "github:index/getUser:getUser",
  inputs: { username: { type: "string" } },
  invoke: (vendor, inputs) => {
    const asked = text(inputs, "username");
    const { login, id } = findUser(vendor, asked || vendor.world.github.owner);
    return { username: asked, login, id: String(id), nodeId: nodeId("U", id), ...userDefaults };
  },
};

/** terraform-provider-github, data_source_github_users.go. */
const getUsers: FunctionModel = {
  token: "github:index/getUsers:getUsers",
  inputs: { usernames: { type: { list: "string" }, required: true } },
  invoke: ({ world }, inputs) => {
    const asked = inputs["usernames"];
    const names = Array.isArray(asked) ? asked.map(String) : [];
    const known = world.github.users.filter(({ login }) =>
      names.some((name) => name.toLowerCase() === login.toLowerCase()),
    );
    const isKnown = (name: string): boolean => known.some(({ login }) => login.toLowerCase() === name.toLowerCase());
    return {
      id: names.join(","),
      usernames: names,
      logins: known.map(({ login }) => login),
      emails: known.map(() => ""),
      nodeIds: known.map(({ id }) => nodeId("U", id)),
      unknownLogins: names.filter((name) => !isKnown(name)),
    };
  },
};

/** terraform-provider-github, data_source_github_team.go. */
const getTeam: FunctionModel = {
  token: "github:index/getTeam:getTeam",
  inputs: {
    slug: { type: "string", required: true },
    summaryOnly: { type: "boolean" },
    membershipType: { type: "string" },
  },
  invoke: ({ world }, inputs) => {
    const slug = text(inputs, "slug");
    const team = world.github.teams.find((candidate) => candidate.slug === slug);
    if (team === undefined) throw notFound({ method: "GET", path: `/orgs/${world.github.owner}/teams/${slug}` });
    return {
      id: String(team.id),
      slug,
      name: slug,
      description: "",
      privacy: "closed",
      permission: "pull",
      nodeId: nodeId("T", team.id),
    };
  },
};

export const githubFunctions: readonly FunctionModel[] = [getRepository, getUser, getUsers, getTeam];

const userDefaults: Fields = { name: "", email: "", bio: "", company: "", siteAdmin: false, gpgKeys: [], sshKeys: [] };

function findUser({ world }: Vendor, name: string): { login: string; id: number } {
  const { users, owner, ownerId } = world.github;
  const known = [...users, { login: owner, id: ownerId }];
  const user = known.find(({ login }) => login.toLowerCase() === name.toLowerCase());
  if (user === undefined) throw notFound({ method: "GET", path: `/users/${name}` });
  return user;
}

/** GitHub's global ids name the type and the number. */
function nodeId(type: string, id: number): string {
  return `${type}_${Buffer.from(`sandbox:${id}`).toString("base64url")}`;
}
