using Microsoft.AspNetCore.Http;

namespace Aread.Host.Dashboard;

/// <summary>Why a login was refused, as a word in the address of the login page: a link cannot put others there.</summary>
internal static class LoginRefusal
{
    public const string Token = "token", Role = "role", Issuer = "issuer", Answer = "answer", Server = "server";

    public static string PageOf(string refusal, string back) => $"{BrowserSession.LoginPath}{QueryString.Create(SessionEndpoints.RefusedField, refusal).Add(SessionEndpoints.ReturnField, back)}";

    public static string? TextOf(string? refusal) => refusal switch
    {
        Token => "This token is not known here, or allows nothing.",
        Role => "The issuer knows you, but gives you no role here. Ask who manages it for the role read or operate.",
        Issuer => "The issuer does not answer. Try again later, or log in with a token.",
        Server => "The issuer refused this server, or answers what is not understood. The log says why; whoever runs the server can mend it.",
        Answer => "The login at the issuer was broken off, took too long, or was not begun here. Begin it again.",
        _ => null,
    };
}
