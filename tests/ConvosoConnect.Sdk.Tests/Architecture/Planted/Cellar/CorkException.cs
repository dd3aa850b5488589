namespace ConvosoConnect.Sdk.Tests.Architecture.Planted.Cellar;

internal abstract class CorkException : Exception;
